extension ConfigurationKey {
  /// Every key there is, in the order of the default file.
  static let all: [ConfigurationKey] =
    model + curve + source + detector + drift + alerts + store + replay + workers + control + http

  /// The tables, in the order of the default file.
  static let tables = [
    "model", "curve", "source", "detector", "drift", "alerts", "store", "replay", "workers",
    "control", "http",
  ]

  /// The one table that may stand any number of times.
  static let arrayTable = "source"

  /// The keys of one table.
  static func keys(of table: String) -> [ConfigurationKey] { all.filter { $0.table == table } }

  /// A key that has a default or, with none, must be set.
  static func key(
    _ table: String, _ name: String, _ kind: Kind, _ defaultValue: ConfigurationValue?,
    _ change: Change, _ comment: String
  ) -> ConfigurationKey {
    ConfigurationKey(
      table: table, name: name, kind: kind, defaultValue: defaultValue, isOptional: false,
      change: change, comment: comment)
  }

  /// A key that may be left out although it has no default.
  static func optional(
    _ table: String, _ name: String, _ kind: Kind, _ change: Change, _ comment: String
  ) -> ConfigurationKey {
    ConfigurationKey(
      table: table, name: name, kind: kind, defaultValue: nil, isOptional: true, change: change,
      comment: comment)
  }
}
