internal import FoundationEssentials
internal import Glibc
internal import Imaging
internal import Messaging

/// `[store]`: what is kept of events and frames.
struct StoreConfiguration: Equatable, Sendable {
  /// The form of the images that are kept.
  enum FrameFormat: String, Sendable {
    case jpeg
    case png
  }

  var isEnabled: Bool
  /// The file; nothing outside systemd where none is named.
  var path: String?
  var quota: Int
  var keepsFrames: Bool
  var frameFormat: FrameFormat
  var frameSide: Int
  var framesBefore: Int
  var framesAfter: Int

  /// The events that may wait for the disk.
  let maximumEvents = 10_000

  /// The bytes of images, reduced but not encoded, that may wait for the disk.
  let maximumFrameBytes = 128 << 20

  /// Checks the settings of the `[store]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    isEnabled = try table.flag("enabled")
    path = try table.optionalText("path") ?? Self.standardPath
    quota = try table.integer("quota")
    keepsFrames = try table.flag("frames")
    // The words of the key are the raw values, which a test checks.
    frameFormat = FrameFormat(rawValue: try table.text("frame_format")) ?? .jpeg
    frameSide = try table.integer("frame_side")
    framesBefore = try table.integer("frames_before")
    framesAfter = try table.integer("frames_after")
  }

  /// Where to store; nothing where nothing is stored.
  var file: String? { isEnabled ? path : nil }

  /// The longest side of the images that are kept; nothing where none are.
  var snapshotSide: Int? { file != nil && keepsFrames ? frameSide : nil }

  /// In the folder that systemd makes for the state of the service, if it did.
  private static var standardPath: String? {
    let variable = unsafe getenv("STATE_DIRECTORY").map { unsafe String(cString: $0) } ?? ""
    return variable.split(separator: ":").first.map { "\($0)/events.sqlite" }
  }

  /// Reduces and encodes a frame; nothing if its image cannot be encoded.
  func encode(_ snapshot: FrameSnapshot) -> StoredFrame? {
    let image = snapshot.image.reduced()
    let bytes =
      switch frameFormat {
      case .jpeg: try? ImageEncoder.encodeJPEG(image, quality: 90)
      case .png: try? ImageEncoder.encodePNG(image)
      }
    guard let bytes else { return nil }
    return StoredFrame(
      place: 0, alert: snapshot.alert, source: snapshot.source, role: snapshot.role.rawValue,
      sequence: snapshot.frame.sequence, timestamp: snapshot.frame.timestamp,
      score: snapshot.score, format: frameFormat.rawValue, image: Data(bytes))
  }
}
