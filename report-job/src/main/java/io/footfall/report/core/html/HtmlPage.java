package io.footfall.report.core.html;

import java.util.List;

/**
 * A report as one file that needs nothing else: no script, no font, no picture from elsewhere, and
 * a policy that forbids them.
 *
 * @param subtitle what the figures are of, and as of when
 */
public record HtmlPage(String title, String subtitle, List<Block> blocks) {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>%s</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; color: #1d2530; background: #f5f6f8; margin: 0; }
      main { max-width: 960px; margin: 0 auto; padding: 24px 16px 48px; }
      h1 { font-size: 26px; margin: 8px 0 0; }
      h2 { font-size: 17px; margin: 0 0 12px; }
      p { margin: 4px 0 20px; color: #5a6573; }
      section { background: #fff; border-radius: 8px; padding: 18px 20px; margin: 0 0 18px; overflow-x: auto; }
      svg { display: block; width: 100%%; height: auto; }
      svg text { font: 12px system-ui, sans-serif; fill: #3a4450; }
      table { border-collapse: collapse; width: 100%%; }
      th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid #e6e9ed; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      </style>
      </head>
      <body>
      <main>
      """;

  public HtmlPage {
    blocks = List.copyOf(blocks);
  }

  /** The file's content. */
  public String html() {
    StringBuilder page = new StringBuilder(HEAD.formatted(Html.escaped(title)));
    page.append("<h1>").append(Html.escaped(title)).append("</h1>\n");
    page.append("<p>").append(Html.escaped(subtitle)).append("</p>\n");
    for (Block block : blocks) {
      page.append("<section>\n<h2>").append(Html.escaped(block.title())).append("</h2>\n");
      page.append(block.body()).append("</section>\n");
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }
}
