internal import Core
internal import Evaluation

extension Artefact {
  /// What values are multiplied by in the tables of brightness.
  static let brightnesses = [0.25, 0.5, 0.75, 1, 1.5, 2]

  /// Lists the rows of a table for a family.
  ///
  /// - Parameters:
  ///   - family: The family.
  ///   - index: Its place in the study: tables 8 and 9 are of the first and the second.
  /// - Returns: The rows; none where the study lacks what they need.
  func rows(_ family: Study.Family, index: Int) -> [StudyRow] {
    switch self {
    case .table1: brightnessRows(["nll", "rose"], family)
    case .table2, .table4, .table5: methodRows(family)
    // The paper's methods and the default: more names than these cannot be read in a picture.
    case .figure4:
      methodRows(family).filter { $0.published != nil || $0.score.name == "rose-dispersion" }
    case .table3: capacityRows(family)
    case .table6: curvatureRows(family)
    case .table8: index == 0 ? brightnessRows(Self.fastMethods, family) : []
    case .table9: index == 1 ? brightnessRows(Self.fastMethods, family) : []
    case .table10:
      (family.backgrounds ?? []).map {
        row("likelihood-ratio", family, label: "background: \($0.name)", background: $0.bundle)
      }
    case .table11:
      family.train == nil
        ? []
        : AnomalyScores.all.map(\.name).filter { $0.hasPrefix("rnd") }
          .map { row($0, family) }
    case .figure1: [row("nll", family)]
    case .figure3: [row("rose", family)]
    case .figure5: []
    }
  }

  /// Methods that need no other model and a moment a frame.
  private static let fastMethods = [
    "nll", "typicality", "complexity-png-published", "complexity-jpeg2000-published",
    "gradient-norms", "path-mahalanobis", "rose", "rose-dispersion",
  ]

  private func row(
    _ name: String, _ family: Study.Family, label: String? = nil, bundle: String? = nil,
    background: String? = nil, published: String? = nil
  ) -> StudyRow {
    guard let score = AnomalyScores.named(name) else { preconditionFailure("no score \(name)") }
    return StudyRow(
      label: label ?? name, score: score, bundle: bundle ?? family.bundle, background: background,
      published: published)
  }

  private func methodRows(_ family: Study.Family) -> [StudyRow] {
    let background = family.backgrounds?.first?.bundle
    var rows = [row("nll", family, published: "nll"), row("typicality", family)]
    rows.append(row("regret", family, published: "regret"))
    if background != nil {
      rows.append(row("likelihood-ratio", family, background: background))
      rows.append(
        row(
          "likelihood-ratio-published", family, background: background,
          published: "likelihood-ratio-published"))
    }
    for name in ["complexity-png", "complexity-jpeg2000"] {
      rows.append(row(name, family))
      rows.append(row("\(name)-published", family, published: "\(name)-published"))
    }
    for name in ["gradient-norms", "path-mahalanobis", "path-copod"] {
      rows.append(row(name, family))
    }
    rows.append(row("rose", family, published: "rose"))
    rows.append(row("rose-dispersion", family))
    return rows
  }

  private func brightnessRows(_ names: [String], _ family: Study.Family) -> [StudyRow] {
    names.flatMap { name in
      Self.brightnesses.map { brightness in
        var row = row(name, family, label: "\(name), α = \(brightness)")
        row.brightness = brightness
        return row
      }
    }
  }

  private func capacityRows(_ family: Study.Family) -> [StudyRow] {
    (family.capacities ?? []).flatMap { capacity in
      ["nll", "rose", "rose-dispersion"].map { name in
        row(
          name, family, label: "\(name), \(capacity.name)", bundle: capacity.bundle,
          published: name == "rose-dispersion" ? nil : name)
      }
    }
  }

  private func curvatureRows(_ family: Study.Family) -> [StudyRow] {
    guard let diagonal = family.diagonal else { return [] }
    return [
      row("rose", family, label: "DIAG, squares", bundle: diagonal),
      row("rose-root", family, label: "DIAG, roots", bundle: diagonal),
      row(
        "rose-root-published", family, label: "DIAG, roots as in the published code",
        bundle: diagonal, published: "rose-root-published"),
      row("rose", family, label: "EKFAC, squares", published: "rose"),
      row("rose-root", family, label: "EKFAC, roots"),
    ]
  }
}
