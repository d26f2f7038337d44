internal import Messaging

/// Everything `rosed.toml` settles, checked.
struct Configuration: Equatable, Sendable {
  /// `[model]`.
  struct Model: Equatable, Sendable {
    var bundle: String
  }

  /// `[detector]`.
  struct Detector: Equatable, Sendable {
    /// The share of normal frames to call anomalous; nothing means the calibration's.
    var falseAlarmRate: Double?

    /// The share of normal frames that cannot end an alert; nothing means the one above.
    var exitFalseAlarmRate: Double?
  }

  /// `[workers]`.
  struct Workers: Equatable, Sendable {
    /// The number of workers; 0 means one a core.
    var count: Int
    var maximumBatch: Int
    var maximumDelay: Duration
    var drainTimeout: Duration
  }

  /// `[control]`.
  struct Control: Equatable, Sendable {
    var socket: String
    var socketMode: UInt32
  }

  var model: Model
  var curve: CurveConfiguration
  var sources: [SourceConfiguration]
  var detector: Detector
  var drift: DriftConfiguration
  var alerts: AlertsConfiguration
  var store: StoreConfiguration
  var replay: ReplayConfiguration
  var workers: Workers
  var control: Control
  var http: HTTPConfiguration

  /// Checks the settings of a document.
  ///
  /// - Parameters:
  ///   - document: The merged tables of all files.
  ///   - file: The main file, named where a message has no better place.
  ///   - credential: The service manager's file of the secret key, if there is one.
  /// - Throws: `ConfigurationError` for a value its key does not take, a key that must be set, two
  ///   sources of one name, two sockets bound to one address, or a socket that is not secured as it
  ///   must be.
  init(
    _ document: ConfigurationDocument, file: String, credential: String? = nil
  ) throws(ConfigurationError) {
    let model = document.table("model", file: file)
    let detector = document.table("detector", file: file)
    let workers = document.table("workers", file: file)
    let control = document.table("control", file: file)
    self.model = Model(bundle: try model.text("bundle"))
    self.curve = try CurveConfiguration(
      document.table("curve", file: file), credential: credential)
    self.detector = Detector(
      falseAlarmRate: try detector.optionalNumber("false_alarm_rate"),
      exitFalseAlarmRate: try detector.optionalNumber("exit_false_alarm_rate"))
    let rates = ThresholdSettings(
      enter: self.detector.falseAlarmRate.map(ThresholdSetting.falseAlarmRate),
      exit: self.detector.exitFalseAlarmRate.map(ThresholdSetting.falseAlarmRate))
    if let fault = rates.fault {
      throw .contradiction(
        "[detector]: \(fault)",
        at: detector.entries["exit_false_alarm_rate"]?.location ?? detector.location)
    }
    self.drift = try DriftConfiguration(document.table("drift", file: file))
    self.alerts = try AlertsConfiguration(document.table("alerts", file: file))
    self.store = try StoreConfiguration(document.table("store", file: file))
    self.replay = try ReplayConfiguration(document.table("replay", file: file))
    self.workers = Workers(
      count: try workers.integer("count"), maximumBatch: try workers.integer("max_batch"),
      maximumDelay: try workers.duration("max_delay"),
      drainTimeout: try workers.duration("drain_timeout"))
    self.control = Control(
      socket: try control.text("socket"), socketMode: UInt32(try control.integer("socket_mode")))
    self.http = try HTTPConfiguration(document.table("http", file: file))
    self.sources = []
    for table in document.sources {
      let source = try SourceConfiguration(table)
      guard !sources.contains(where: { $0.name == source.name }) else {
        throw .contradiction(
          "two [[source]] tables have the name \"\(source.name)\"", at: table.location)
      }
      sources.append(source)
    }
    try checkSecurity(document, file: file)
    try checkAddresses(document, file: file)
  }

  /// Throws where two sockets are bound to one address.
  private func checkAddresses(
    _ document: ConfigurationDocument, file: String
  ) throws(ConfigurationError) {
    var owners = ["ipc://\(control.socket)": "[control]"]
    if let endpoint = http.endpoint {
      let owner = owners.updateValue("[http]", forKey: endpoint.address)
      guard owner == nil else {
        throw .contradiction(
          "'endpoint' in [http] is the path of 'socket' in [control]; give each its own",
          at: document.table("http", file: file).location)
      }
    }
    let tables =
      [
        (document.table("alerts", file: file), alerts.endpoint)
      ] + (replay.endpoint.map { [(document.table("replay", file: file), $0)] } ?? [])
      + zip(document.sources, sources.map(\.endpoint))
    for (table, endpoint) in tables where endpoint.role == .bind {
      let owner = owners.updateValue("[\(table.name)]", forKey: endpoint.address)
      guard owner == nil || endpoint.address.hasSuffix(":*") else {
        throw .contradiction(
          "'endpoint' in [\(table.name)] binds \(endpoint.address), which \(owner ?? "") binds "
            + "too; give each an address of its own",
          at: table.entries["endpoint"]?.location ?? table.location)
      }
    }
  }
}
