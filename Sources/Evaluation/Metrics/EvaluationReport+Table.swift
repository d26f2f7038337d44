extension EvaluationReport {
  /// The report as aligned columns for people, a line a set, with three decimals.
  public var table: String {
    let head = [
      "set", "frames", "AUROC", "95 % interval", "AUPRC", "FPR80", "TPR at 5 %", "TPR at 1 %",
    ]
    let rows = pairs.map { pair in
      [pair.name, "\(pair.frames)", pair.auroc.thousandths]
        + ["\(pair.aurocLow.thousandths)-\(pair.aurocHigh.thousandths)"]
        + [pair.auprc, pair.fpr80, pair.tprAt5Percent, pair.tprAt1Percent].map(\.thousandths)
    }
    return AlignedColumns.text([head] + rows)
  }
}
