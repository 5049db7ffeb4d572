package io.commonweight.cli.simulate;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of one number over all rounds, with a line for each rule.
 *
 * @param title what the number is
 * @param number where it is in a row
 * @param most the top of the axis; beyond it lines leave the picture
 */
record Plot(String title, ToDoubleFunction<RoundRow> number, double most) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 340;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /**
   * The picture as a PNG file in a {@code data:} address.
   *
   * @throws IOException if this Java cannot draw, for want of a font
   */
  String draw(Results results) throws IOException {
    System.setProperty("java.awt.headless", "true"); // there may be no screen
    try {
      byte[] png = BitmapEncoder.getBitmapBytes(chart(results), BitmapEncoder.BitmapFormat.PNG);
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    } catch (LinkageError | RuntimeException e) {
      throw new IOException(
          "rounds.csv and summary.json are written, but no picture can be drawn: install a font"
              + " and fontconfig, such as the package fonts-dejavu-core",
          e);
    }
  }

  private XYChart chart(Results results) {
    var chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("round").build();
    var style = chart.getStyler();
    style.setLegendPosition(LegendPosition.OutsideE);
    style.setChartBackgroundColor(Color.WHITE);
    style.setChartTitleFont(FONT.deriveFont(Font.BOLD));
    style.setLegendFont(FONT);
    style.setAxisTitleFont(FONT);
    style.setAxisTickLabelsFont(FONT);
    style.setYAxisMin(0.0);
    style.setYAxisMax(most);
    for (var rule : results.plan().rules()) {
      List<RoundRow> rows = results.of(rule);
      chart
          .addSeries(
              RuleName.of(rule.kind()),
              rows.stream().mapToDouble(RoundRow::round).toArray(),
              rows.stream().mapToDouble(number).map(this::shown).toArray())
          .setMarker(SeriesMarkers.NONE);
    }
    return chart;
  }

  private double shown(double value) {
    return Double.isFinite(value) ? Math.min(value, most) : Double.NaN;
  }
}
