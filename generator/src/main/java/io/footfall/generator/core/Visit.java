package io.footfall.generator.core;

import io.footfall.generator.core.Catalog.Item;

/** One user's way through the shop: view, click, cart, order, payment, with drop-off at each. */
final class Visit {
  private static final String[] CHANNELS = {"app", "app", "web", "web", "mobile-web"};
  private static final String[] DEVICES = {"android", "ios", "desktop", "tablet"};
  private static final String[] CAMPAIGNS = {
    "spring-sale", "newsletter-11", "retargeting", "brand"
  };
  private static final String[] REFERRERS = {"direct", "search", "social", "mail", "affiliate"};
  private static final String[] OTHER_CURRENCIES = {"USD", "GBP", "CHF", "PLN"};
  private static final String[] VERSIONS = {"5.2.1", "5.2.0", "5.1.7"};
  private static final String[] LANGUAGES = {"de", "en", "fr", "nl"};
  private static final int HEAVY_USER_ONE_IN = 20;

  private enum Stage {
    LANDING,
    BROWSING,
    ON_ITEM,
    CLICKED,
    CARTED,
    ORDERED,
    PAID,
    DONE
  }

  private final int user;
  private final Catalog catalog;
  private final Rng rng;
  private final boolean heavy;
  private final String channel;
  private final String device;
  private final String campaign;
  private final String referrer;
  private final String currency;
  private final String experiment;
  private final String version;
  private final String language;
  private Stage stage = Stage.LANDING;
  private int actionsLeft;
  private Item item;
  private long cartCents;

  Visit(int user, long seed, Catalog catalog, Rng rng) {
    this.user = user;
    this.catalog = catalog;
    this.rng = rng;
    // What belongs to the user, not to the visit, comes from the user's own bits.
    long traits = Rng.mix(seed ^ Rng.mix(user + 1L));
    heavy = Math.floorMod(traits, HEAVY_USER_ONE_IN) == 0;
    currency = ((traits >>> 8) & 15) != 0 ? "EUR" : OTHER_CURRENCIES[(int) ((traits >>> 12) & 3)];
    device = DEVICES[(int) ((traits >>> 16) & 3)];
    language = LANGUAGES[(int) ((traits >>> 18) & 3)];
    experiment = ((traits >>> 20) & 1) == 0 ? "checkout-a" : "checkout-b";
    channel = rng.pick(CHANNELS);
    campaign = rng.chance(0.4) ? rng.pick(CAMPAIGNS) : null;
    referrer = rng.pick(REFERRERS);
    version = rng.pick(VERSIONS);
    actionsLeft = 2 + (int) rng.exponential(heavy ? 30 : 9);
  }

  int user() {
    return user;
  }

  boolean done() {
    return stage == Stage.DONE;
  }

  /** Milliseconds of event time to the next action. */
  long thinkMillis() {
    double mean =
        switch (stage) {
          case CARTED, ORDERED -> 25_000;
          default -> heavy ? 5_000 : 12_000;
        };
    return 300 + rng.exponential(mean);
  }

  ShopEvent next(String eventId, String userId, long nowMillis) {
    actionsLeft--;
    Action action =
        switch (stage) {
          case LANDING, BROWSING, DONE -> browse();
          case ON_ITEM -> rng.chance(0.4) ? click() : browse();
          case CLICKED -> rng.chance(0.35) ? addToCart() : browse();
          case CARTED -> rng.chance(0.55) ? order() : browse();
          case ORDERED -> pay();
          case PAID -> browse();
        };
    leaveWhenTired();
    return event(eventId, userId, nowMillis, action);
  }

  private record Action(String type, String page, boolean aboutItem, long amountCents) {
    Action(String type, String page, boolean aboutItem) {
      this(type, page, aboutItem, -1);
    }
  }

  private Action browse() {
    boolean landing = stage == Stage.LANDING;
    stage = Stage.BROWSING;
    if (landing && rng.chance(0.5)) {
      return new Action("view", "/", false);
    }
    double choice = rng.nextDouble();
    if (choice < 0.12) {
      return new Action("search", "/search", false);
    }
    if (choice < 0.35) {
      return new Action("view", "/c/" + catalog.category(), false);
    }
    item = catalog.popularItem();
    stage = Stage.ON_ITEM;
    return new Action("view", item.page(), true);
  }

  private Action click() {
    stage = Stage.CLICKED;
    return new Action("click", item.page(), true);
  }

  private Action addToCart() {
    stage = Stage.CARTED;
    long added = item.priceCents() * (rng.chance(0.85) ? 1 : 2);
    cartCents += added;
    return new Action("cart", "/cart", true, added);
  }

  private Action order() {
    stage = Stage.ORDERED;
    return new Action("order", "/checkout", true, cartCents);
  }

  private Action pay() {
    stage = Stage.PAID;
    long paid = cartCents;
    cartCents = 0;
    return new Action("payment", "/checkout/done", true, paid);
  }

  private void leaveWhenTired() {
    boolean leaves =
        switch (stage) {
          case CARTED -> rng.chance(0.15);
          case ORDERED -> rng.chance(0.15);
          case PAID -> rng.chance(0.8) || actionsLeft <= 0;
          default -> actionsLeft <= 0;
        };
    if (leaves) {
      stage = Stage.DONE;
    }
  }

  private ShopEvent event(String eventId, String userId, long nowMillis, Action action) {
    boolean priced = action.amountCents() >= 0;
    return new ShopEvent(
        eventId,
        user,
        userId,
        action.type(),
        nowMillis,
        action.aboutItem() ? item.id() : null,
        action.aboutItem() ? item.category() : null,
        action.page(),
        channel,
        device,
        campaign,
        action.amountCents(),
        priced ? currency : null,
        referrer,
        experiment,
        version,
        language);
  }
}
