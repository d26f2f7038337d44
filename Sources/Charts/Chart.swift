/// A picture of values, drawn as the text of an SVG file.
///
/// Equal values give equal text. The background is white, whatever the page around it; a name is
/// drawn as it is, whatever characters it has, and cut where there is no room for it.
public protocol Chart: Sendable {
  /// The whole SVG document, 640 wide and 420 high, or higher where the legend needs many lines.
  var svg: String { get }
}
