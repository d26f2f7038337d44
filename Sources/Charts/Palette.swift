/// The colours of charts.
///
/// Those of series are of Okabe and Ito (Color Universal Design, 2008), which people with any kind of
/// colour blindness tell apart, without the yellow that white swallows.
enum Palette {
  static let background = "#ffffff"
  static let text = "#222222"
  static let axis = "#555555"
  static let grid = "#e3e3e3"
  static let reference = "#888888"

  private static let series = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d",
  ]

  private static let dashes = [nil, "6 3", "2 3"]

  /// Returns the colour of a series; the eighth has that of the first again.
  static func colour(_ series: Int) -> String { self.series[series % self.series.count] }

  /// Returns the dashes of a line, nil for none: they tell apart what the colours no longer do.
  static func dash(_ series: Int) -> String? {
    dashes[series / self.series.count % dashes.count]
  }
}
