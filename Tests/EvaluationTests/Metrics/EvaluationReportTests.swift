import FoundationEssentials
import Testing

@testable import Evaluation

@Suite struct EvaluationReportTests {
  private let normal = (0..<100).map(Double.init)

  @Test("The mixture has the first thousand frames of each set")
  func mixture() throws {
    let many = [Double](repeating: 1000, count: 1000) + [Double](repeating: -1, count: 3000)
    let few = [Double](repeating: -1, count: 250)
    let report = try EvaluationReport(normal: normal, sets: [("many", many), ("few", few)])
    #expect(report.pairs.map(\.name) == ["many", "few", "overall"])
    #expect(report.pairs.map(\.frames) == [4000, 250, 1250])
    #expect(report.pairs.map(\.auroc) == [0.25, 0, 0.8])
  }

  @Test("One set has no mixture")
  func oneSet() throws {
    let report = try EvaluationReport(normal: normal, sets: [("noise", [500])])
    #expect(report.pairs.map(\.name) == ["noise"])
  }

  @Test("The JSON has the published keys and no others")
  func json() throws {
    let report = try EvaluationReport(normal: [1, 2], sets: [("a", [2, 3])])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(report), as: UTF8.self)
    #expect(
      text == #"{"pairs":[{"auprc":0.8333333333333333,"auroc":0.875,"auroc_high":1,"#
        + #""auroc_low":\#(report.pairs[0].aurocLow),"fpr80":0.5,"frames":2,"#
        + #""name":"a","tpr_at_1_percent":0.5,"tpr_at_5_percent":0.5}]}"#)
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(text.utf8)) == report)
  }

  @Test("The table aligns its columns")
  func table() throws {
    let report = try EvaluationReport(
      normal: [1, 2], sets: [("a", [2, 3]), ("longer name", [0])])
    #expect(
      report.table == """
        set          frames  AUROC  95 % interval  AUPRC  FPR80  TPR at 5 %  TPR at 1 %
        a                 2  0.875    0.529-1.000  0.833  0.500       0.500       0.500
        longer name       1  0.000    0.000-0.950  0.583  1.000       0.000       0.000
        overall           3  0.583    0.000-1.000  0.500  1.000       0.333       0.333
        """)
  }

  @Test("A set that cannot be evaluated is named")
  func invalid() {
    #expect(throws: EvaluationError.empty(set: "b")) {
      try EvaluationReport(normal: normal, sets: [("a", [1]), ("b", [])])
    }
    #expect(throws: EvaluationError.notANumber(set: "normal", frame: 0)) {
      try EvaluationReport(normal: [.nan], sets: [("a", [1])])
    }
  }
}
