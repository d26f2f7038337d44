internal import ArgumentParser

/// A table or figure of the paper.
enum Artefact: String, CaseIterable, ExpressibleByArgument {
  case table1 = "table-1"
  case table2 = "table-2"
  case table3 = "table-3"
  case table4 = "table-4"
  case table5 = "table-5"
  case table6 = "table-6"
  case table8 = "table-8"
  case table9 = "table-9"
  case table10 = "table-10"
  case table11 = "table-11"
  case figure1 = "figure-1"
  case figure3 = "figure-3"
  case figure4 = "figure-4"
  case figure5 = "figure-5"

  /// What it shows.
  var title: String {
    switch self {
    case .table1: "Brightness: likelihood and ROSE of images made darker or brighter"
    case .table2: "Detection by AUROC, all methods"
    case .table3: "Capacity: models of other numbers of features"
    case .table4: "Detection by AUPRC, all methods"
    case .table5: "Detection by FPR80, all methods"
    case .table6: "The diagonal Fisher information against EKFAC"
    case .table8: "Brightness: all methods, first family"
    case .table9: "Brightness: all methods, second family"
    case .table10: "Likelihood ratios by how the background's images were perturbed"
    case .table11: "Random network distillation by how its images were perturbed"
    case .figure1: "Histograms of -log p(x)"
    case .figure3: "ROC curves of ROSE"
    case .figure4: "Frames a second against AUROC"
    case .figure5: "Frames fitted against AUROC"
    }
  }

  /// Whether it is a figure.
  var isFigure: Bool { rawValue.hasPrefix("figure") }

  /// The metric of the grid that a table begins with.
  var metric: StudyMetric {
    switch self {
    case .table4: .auprc
    case .table5: .fpr80
    default: .auroc
    }
  }
}
