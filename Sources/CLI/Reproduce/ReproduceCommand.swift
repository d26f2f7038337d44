internal import ArgumentParser
internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// Reproduces the paper's tables and figures.
struct ReproduceCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce", abstract: "Reproduce tables and figures of the ROSE paper.",
    discussion: """
      STUDY is a JSON file that names models and images; docs/evaluation.md has one and describes \
      its keys. Tables are written as NAME.md and NAME.json, figures as SVG and, where rsvg-convert is \
      installed, PNG. What is measured is kept in OUT/measurements: a run that was ended goes on \
      where it was.
      """)

  @Argument(help: "The study.")
  var study: String

  @Argument(help: "What to make; all if none is named.")
  var artefacts: [Artefact] = []

  @Option(help: "The folder to write to.")
  var out: String

  @OptionGroup var workers: WorkerArguments

  func run(on console: Console) throws {
    let study = try Study(parsing: try OwnedFile.read(study, maximum: 1 << 20), path: study)
    try BundleFolder.create(out)
    let measurements = "\(out)/measurements"
    try BundleFolder.create(measurements)
    let run = StudyRun(
      study, measurements: measurements, workers: workers.count, console: console)
    let wanted = artefacts.isEmpty ? Artefact.allCases : artefacts
    for artefact in wanted {
      for (index, family) in study.families.enumerated() {
        try run.check(artefact.rows(family, index: index), family)
      }
    }
    var pictures = PictureWriter(folder: out, console: console)
    for artefact in wanted {
      console.note("\(artefact.rawValue): \(artefact.title)")
      if artefact == .figure5 {
        try fitSizes(run, measurements, &pictures, console)
      } else {
        try evaluate(artefact, run, &pictures, console)
      }
    }
  }

  /// Makes a table, and the charts where it is one of a figure.
  private func evaluate(
    _ artefact: Artefact, _ run: StudyRun, _ pictures: inout PictureWriter, _ console: Console
  ) throws {
    var parts: [StudyTable.Part] = []
    for (index, family) in run.study.families.enumerated() {
      var rows = try run.evaluate(artefact.rows(family, index: index), family)
      guard !rows.isEmpty else { continue }
      if artefact == .figure4 {
        for index in rows.indices { rows[index].rate = try run.rate(rows[index].row, family) }
      }
      parts.append(StudyTable.Part(family: family, rows: rows))
      if artefact.isFigure {
        let (name, chart) = try StudyFigures().chart(artefact, rows, family)
        try pictures.write(chart, name: name)
        try console.line("\(out)/\(name).svg")
      }
    }
    guard !parts.isEmpty else {
      return console.note("\(artefact.rawValue): \(study) names no models that it needs: left out")
    }
    let table = StudyTable(artefact: artefact, parts: parts)
    try write(table.json.text + "\n", "\(artefact.rawValue).json", console)
    try write(table.markdown, "\(artefact.rawValue).md", console)
  }

  private func fitSizes(
    _ run: StudyRun, _ measurements: String, _ pictures: inout PictureWriter, _ console: Console
  ) throws {
    let study = FitSizeStudy(
      run: run, folder: measurements, workers: workers.count, console: console)
    var families: [JSONText] = []
    for family in run.study.families {
      guard let found = try study.aurocs(family) else { continue }
      let name = "\(Artefact.figure5.rawValue)-\(family.fileName)"
      try pictures.write(try study.chart(family, found), name: name)
      try console.line("\(out)/\(name).svg")
      families.append(
        .object([
          "name": .string(family.name), "set": .string(found.set),
          "frames": .array(found.sizes.map { .integer($0) }),
          "auroc": .array(found.values.map(JSONText.numbers)),
        ]))
    }
    guard !families.isEmpty else {
      return console.note("figure-5: \(self.study) names no images to fit to: left out")
    }
    try write(
      JSONText.object(["artefact": "figure-5", "families": .array(families)]).text + "\n",
      "figure-5.json", console)
  }

  private func write(_ text: String, _ name: String, _ console: Console) throws {
    try AtomicFile.write(Array(text.utf8), to: "\(out)/\(name)")
    try console.line("\(out)/\(name)")
  }
}
