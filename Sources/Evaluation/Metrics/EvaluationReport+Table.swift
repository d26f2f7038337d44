extension EvaluationReport {
  /// The report as aligned columns for people, a line a set, with three decimals.
  public var table: String {
    let head = [
      "set", "frames", "AUROC", "95 % interval", "AUPRC", "FPR80", "TPR at 5 %", "TPR at 1 %",
    ]
    let decimals = Self.decimals
    let rows =
      [head]
      + pairs.map { pair in
        [pair.name, "\(pair.frames)", decimals(pair.auroc)]
          + ["\(decimals(pair.aurocLow))-\(decimals(pair.aurocHigh))"]
          + [pair.auprc, pair.fpr80, pair.tprAt5Percent, pair.tprAt1Percent]
          .map(decimals)
      }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        // The name to the left, numbers to the right.
        return column == 0 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// A rate from 0 to 1 with three decimals.
  private static func decimals(_ rate: Double) -> String {
    let thousandths = Int((rate * 1000).rounded())
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
