extension ConfigurationKey {
  /// The keys of `[model]`.
  static let model = [
    key(
      "model", "bundle", .path, .string("/usr/share/rosed/default.rose"), .restart,
      "the bundle to score with: a folder of model, factors and calibration")
  ]
}
