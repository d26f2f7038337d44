/// One key of the configuration: where it stands, what it takes, what it is without being set.
///
/// `ConfigurationKey.all` is the one list of keys. The reader checks files against it, and a test
/// checks the commented default file and the documentation's claims against it.
struct ConfigurationKey: Sendable {
  /// When a changed value takes effect.
  enum Change: Sendable {
    /// With the next reload.
    case reload
    /// With the next start; a reload reports it and goes on with the old value.
    case restart
  }

  /// What a value may be.
  enum Kind: Equatable, Sendable {
    /// Any text.
    case text
    /// A path in the file system; not empty.
    case path
    /// A name that can be part of a topic: 1 to 64 letters, digits, `.`, `_` and `-`.
    case name
    /// `TYPE+ROLE:ADDRESS` of one of these socket types.
    case endpoint([String])
    /// One of these words.
    case choice([String])
    /// An octal access mode such as `0660`.
    case mode
    /// A whole number in this range.
    case integer(ClosedRange<Int>)
    /// A finite number.
    case number
    /// A number between these two, both excluded.
    case between(Double, Double)
    /// `true` or `false`.
    case boolean
    /// A time with a unit: `us`, `ms`, `s`, `min`, `h`.
    case duration(ClosedRange<Duration>)
    /// `X,Y,WIDTH,HEIGHT` in pixels.
    case region
    /// A number of bytes with a unit: `B`, `KiB`, `MiB`, `GiB`.
    case size(ClosedRange<Int>)
  }

  /// The table the key stands in; `source` is an array of tables.
  let table: String

  /// The key.
  let name: String

  /// What a value may be.
  let kind: Kind

  /// The value where the key is left out; none where it must be set or where `absence` says.
  let defaultValue: ConfigurationValue?

  /// Whether the key may be left out although it has no default value.
  let isOptional: Bool

  /// When a change takes effect.
  let change: Change

  /// One line about the key.
  let comment: String

  /// The key with its table, as messages name it.
  var path: String { "\(table).\(name)" }
}
