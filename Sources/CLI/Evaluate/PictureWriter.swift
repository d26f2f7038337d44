internal import Charts
internal import Glibc
internal import Storage

/// Writes charts into a folder, each as `NAME.svg` and, where `rsvg-convert` is installed, as
/// `NAME.png` at twice the size.
struct PictureWriter {
  /// The folder, which is there.
  let folder: String

  /// Where to say that something is missing.
  let console: Console

  /// The program that draws PNG from SVG.
  var converter = "rsvg-convert"

  /// Whether the converter is there, as far as is known.
  private var isConverterThere = true

  init(folder: String, console: Console) {
    self.folder = folder
    self.console = console
  }

  /// Writes a chart.
  ///
  /// A PNG of that name is removed first, so that none of another chart stays beside the SVG. Where
  /// the PNG cannot be made that is said, once for all pictures if the converter is missing, and the
  /// SVG has to do.
  ///
  /// - Throws: `FileError` if the SVG cannot be written.
  mutating func write(_ chart: some Chart, name: String) throws {
    let path = "\(folder)/\(name)"
    try AtomicFile.write(Array(chart.svg.utf8), to: "\(path).svg")
    unsafe unlink("\(path).png")
    guard isConverterThere else { return }
    // Renamed when whole, as the SVG is.
    let temporary = "\(path).png.\(UInt64.random(in: .min ... .max)).tmp"
    // Not taken for an option, whatever the folder's name.
    func asArgument(_ path: String) -> String { path.hasPrefix("-") ? "./\(path)" : path }
    let outcome = try ExternalProgram.run(
      converter,
      [
        "--format=png", "--zoom=2", "--output=\(asArgument(temporary))",
        asArgument("\(path).svg"),
      ])
    guard outcome == .exited(0), unsafe rename(temporary, "\(path).png") == 0 else {
      unsafe unlink(temporary)
      note(outcome, path: path)
      return
    }
  }

  private mutating func note(_ outcome: ExternalProgram.Outcome, path: String) {
    switch outcome {
    case .missing:
      isConverterThere = false
      console.note(
        "\(converter) is not installed: pictures are SVG only; for PNG as well, "
          + "sudo apt-get install librsvg2-bin")
    case .exited(let status):
      console.note("\(converter) made no \(path).png, exit status \(status); see \(path).svg")
    case .killed(let signal):
      console.note("\(converter) made no \(path).png, ended by signal \(signal); see \(path).svg")
    }
  }
}
