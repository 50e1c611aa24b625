package io.footfall.schema.core.event;

/** What the codec says of a record's bytes: an event, or why it is none. */
public sealed interface Verdict permits BehaviorEvent, Rejection {}
