internal import FoundationEssentials
internal import Glibc

/// The clients that may connect to a socket secured with CURVE, by their public keys.
public struct CurveAllowList: Equatable, Sendable {
  /// The name of each client by its key.
  private let names: [CurvePublicKey: String]

  /// Files of the folder that were not looked at, because they are not called `NAME.public`.
  public let ignored: [String]

  /// A list that lets nobody in.
  public static let nobody = CurveAllowList(names: [:])

  /// Creates a list of clients' names by their keys.
  public init(names: [CurvePublicKey: String], ignored: [String] = []) {
    self.names = names
    self.ignored = ignored
  }

  /// Reads a folder of public keys, one file `NAME.public` a client.
  ///
  /// - Parameter folder: Its path; a folder that is not there lets nobody in.
  /// - Throws: `CurveKeyError` for the first file, in the order of names, that is not a public key.
  public init(folder: String) throws(CurveKeyError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw .system(action: "list", path: folder, code: errno) }
      self = .nobody
      return
    }
    close(descriptor)
    let files: [String]
    do { files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
      throw .system(action: "list", path: folder, code: EIO)
    }
    var names: [CurvePublicKey: String] = [:]
    var ignored: [String] = []
    for file in files where !file.hasPrefix(".") {
      guard file.hasSuffix(Self.suffix), file.count > Self.suffix.count else {
        ignored.append(file)
        continue
      }
      let key = try CurveKeyFile.readPublic("\(folder)/\(file)")
      // Two files with one key: the first name stands for both.
      if names[key] == nil { names[key] = String(file.dropLast(Self.suffix.count)) }
    }
    self.init(names: names, ignored: ignored)
  }

  /// The number of clients.
  public var count: Int { names.count }

  /// The name of the client with this key; nothing if it may not connect.
  public func name(of key: CurvePublicKey) -> String? { names[key] }

  private static let suffix = ".\(CurveKeyFile.Half.public.rawValue)"
}
