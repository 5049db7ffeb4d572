package io.commonweight.demo.report;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;

/** The two plots of the report, as SVG that needs no script and no network. */
final class Svg {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 44;
  private static final int BOTTOM = 36;
  private static final int TOP = 14;
  private static final List<String> COLORS =
      List.of("#2364aa", "#d1495b", "#3a7d44", "#edae49", "#8e5572", "#30638e", "#6c757d", "#000");

  private final StringBuilder out = new StringBuilder();

  /**
   * A line of a plot.
   *
   * @param name its name in the legend
   * @param x positions, in units of the axis
   * @param y shares, 0 to 1
   */
  record Line(String name, List<Double> x, List<Double> y) {}

  /**
   * A bar of a plot.
   *
   * @param share its height, 0 to 1
   */
  record Bar(String name, double share, String label) {}

  /** Lines over a common axis from 0 to {@code maxX}. */
  static String lines(List<Line> lines, double maxX, String xTitle) {
    var svg = new Svg();
    svg.frame(xTitle);
    for (int i = 0; i < lines.size(); i++) {
      svg.line(lines.get(i), maxX, COLORS.get(i % COLORS.size()), i);
    }
    return svg.close();
  }

  /** Bars side by side. */
  static String bars(List<Bar> bars) {
    var svg = new Svg();
    svg.frame("");
    double step = (double) (WIDTH - LEFT - 10) / Math.max(1, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      svg.bar(
          bars.get(i), LEFT + i * step + step * 0.15, step * 0.7, COLORS.get(i % COLORS.size()));
    }
    return svg.close();
  }

  private void frame(String xTitle) {
    add("<svg viewBox='0 0 %d %d' role='img' xmlns='http://www.w3.org/2000/svg'>", WIDTH, HEIGHT);
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>", LEFT, WIDTH - 10, y, y);
      add("<text x='%d' y='%.1f' text-anchor='end'>%d %%</text>", LEFT - 6, y + 4, percent);
    }
    add("<text x='%d' y='%d' text-anchor='middle'>%s</text>", WIDTH / 2, HEIGHT - 4, xTitle);
  }

  private void line(Line line, double maxX, String color, int row) {
    var points = new StringBuilder();
    for (int i = 0; i < line.x().size(); i++) {
      double x = LEFT + line.x().get(i) / Math.max(1, maxX) * (WIDTH - LEFT - 130);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(line.y().get(i))));
    }
    add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, color);
    add(
        "<text x='%d' y='%d' fill='%s'>%s</text>",
        WIDTH - 120, TOP + 14 + row * 16, color, Html.escape(line.name()));
  }

  private void bar(Bar bar, double x, double width, String color) {
    double y = y(bar.share());
    add(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
        x, y, width, y(0) - y, color);
    add(
        "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>",
        x + width / 2, y - 3, Html.escape(bar.label()));
    add(
        "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
        x + width / 2, HEIGHT - BOTTOM + 16, Html.escape(bar.name()));
  }

  private static double y(double share) {
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private String close() {
    return out.append("</svg>").toString();
  }
}
