package io.footfall.generator.core;

import java.math.BigDecimal;

/** What the valid records of one type and currency add up to. */
public record AmountSum(String eventType, String currency, BigDecimal amount) {}
