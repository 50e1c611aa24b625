package io.footfall.report.core.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footfall.report.core.html.Bars.Bar;
import io.footfall.report.core.html.Columns.Column;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium, where there is one. */
class BrowserIT {
  private static final int BAR_COLOUR = 0x2f6fa8;

  @TempDir private Path dir;

  @Test
  void chartsAreDrawnAndTheConsoleStaysEmpty() throws Exception {
    Optional<Path> browser = onPath("chromium", "chromium-browser", "google-chrome");
    assumeTrue(browser.isPresent(), "no Chromium on PATH");
    Path page = Files.writeString(dir.resolve("page.html"), page().html());
    Path picture = dir.resolve("page.png");
    Path log = dir.resolve("log");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + dir.resolve("profile"),
                "--enable-logging=stderr",
                "--window-size=1000,1200",
                "--screenshot=" + picture,
                page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log)).doesNotContain("CONSOLE", "Refused to");
    BufferedImage drawn = ImageIO.read(picture.toFile());
    Set<Integer> colours = new HashSet<>();
    int bars = 0;
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        int colour = drawn.getRGB(x, y) & 0xffffff;
        colours.add(colour);
        bars += colour == BAR_COLOUR ? 1 : 0;
      }
    }
    assertThat(bars).as("pixels of bars").isGreaterThan(5_000);
    assertThat(colours).as("shades of the heat map, and text").hasSizeGreaterThan(20);
  }

  private static HtmlPage page() {
    return new HtmlPage(
        "Footfall: test",
        "As of now",
        List.of(
            new Columns(
                "Events by hour",
                List.of("view", "cart"),
                List.of(
                    new Column("10:00", List.of(300.0, 20.0)),
                    new Column("11:00", List.of(200.0, 40.0)))),
            new HeatMap(
                "Events by weekday and hour",
                List.of("Mon", "Tue"),
                List.of("0", "1", "2"),
                List.of(List.of(0.0, 3.0, 9.0), List.of(1.0, 5.0, 7.0))),
            new Bars(
                "Funnel purchase", List.of(new Bar("view", 900, ""), new Bar("cart", 400, "44%"))),
            new HtmlTable(
                "Paid, by currency",
                List.of("currency", "amount"),
                List.of(List.<Object>of("EUR", 1_234.5)))));
  }

  private static Optional<Path> onPath(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(":", -1))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
