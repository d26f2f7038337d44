@testable import Daemon

extension AlertDesk.Policy {
  /// One set of rules and the calibration's thresholds for all of so many sources.
  static func plain(
    sources: Int, publishScores: Bool = false, rules: AlertRules = AlertRules()
  ) -> AlertDesk.Policy {
    AlertDesk.Policy(
      publishScores: publishScores, rules: [AlertRules](repeating: rules, count: sources),
      thresholds: [ThresholdSettings](repeating: ThresholdSettings(), count: sources))
  }
}
