package io.footfall.generator.core;

import java.util.List;
import java.util.Locale;

/** What the shop sells. A few items are hot. */
final class Catalog {
  private static final int ITEMS = 2_000;
  private static final List<String> CATEGORIES =
      List.of(
          "shoes", "jackets", "books", "kitchen", "garden", "toys", "audio", "laptops", "phones",
          "décor", "sports", "beauty");

  private final Item[] items = new Item[ITEMS];
  private final Rng rng;

  /**
   * A product.
   *
   * @param priceCents in hundredths of whatever currency the buyer pays in
   */
  record Item(String id, String category, String page, long priceCents) {}

  Catalog(long seed, Rng rng) {
    this.rng = rng;
    for (int i = 0; i < ITEMS; i++) {
      long bits = Rng.mix(seed ^ Rng.mix(i));
      String id = String.format(Locale.ROOT, "i-%06d", i);
      String category = CATEGORIES.get((int) Math.floorMod(bits, (long) CATEGORIES.size()));
      double spread = ((bits >>> 20) & 0xFFFF) / 65_536.0;
      long price = 199 + (long) (30_000 * spread * spread * spread);
      items[i] = new Item(id, category, "/item/" + id, price);
    }
  }

  Item popularItem() {
    return items[rng.zipf(ITEMS)];
  }

  String category() {
    return CATEGORIES.get(rng.below(CATEGORIES.size()));
  }
}
