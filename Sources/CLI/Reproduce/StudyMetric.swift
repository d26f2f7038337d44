internal import Evaluation

/// A metric that the paper states.
enum StudyMetric: String {
  case auroc = "AUROC"
  case auprc = "AUPRC"
  case fpr80 = "FPR80"

  /// Its value of a set.
  func value(_ pair: EvaluationReport.Pair) -> Double {
    switch self {
    case .auroc: pair.auroc
    case .auprc: pair.auprc
    case .fpr80: pair.fpr80
    }
  }

  /// Its value in the paper; nil where the paper does not state it.
  func value(_ result: PublishedResults.Value) -> Double? {
    switch self {
    case .auroc: result.auroc
    case .auprc: result.auprc
    case .fpr80: result.fpr80
    }
  }
}
