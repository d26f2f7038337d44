internal import Core
internal import Glibc
internal import Imaging

/// The JPEG and PNG images of a folder and the folders within, in the order of their paths.
///
/// Told by the ends `.jpg`, `.jpeg` and `.png`, upper or lower case; other files are left alone, and
/// so are names that begin with a dot. Links to files are followed, links to folders are not.
struct ImageFolder: FrameReader {
  /// The most bytes of an encoded image: what it decodes to is bounded alike.
  private static let maximumFileBytes = 64 << 20

  private let folder: String
  /// The paths within the folder, ascending by their UTF-8 bytes.
  private let paths: [String]
  private var index = 0

  var count: Int { paths.count }

  init(path: String) throws(DataError) {
    folder = path.hasSuffix("/") ? path : path + "/"
    var found: [String] = []
    try Self.search(folder, within: "", into: &found)
    paths = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The one image of a file.
  init(image path: String) {
    folder = ""
    paths = [path]
  }

  static func isImage(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".jpg", ".jpeg", ".png"].contains { name.hasSuffix($0) }
  }

  mutating func next() throws(DataError) -> (image: Image, name: String) {
    let name = paths[index]
    index += 1
    let bytes = try InputFile.contents(of: folder + name, maximum: Self.maximumFileBytes)
    do {
      return (try ImageDecoder.decode(bytes), name)
    } catch {
      throw .malformed(path: folder + name, reason: error.description)
    }
  }

  mutating func skip() throws(DataError) {
    index += 1
  }

  mutating func finish() throws(DataError) {}

  /// Adds the paths of the images below `folder + prefix`.
  private static func search(
    _ folder: String, within prefix: String, into found: inout [String]
  ) throws(DataError) {
    var subfolders: [String] = []
    for (name, isFolder) in try entries(of: folder + prefix) {
      if isFolder {
        subfolders.append(prefix + name + "/")
      } else if isImage(name) {
        found.append(prefix + name)
      }
    }
    for subfolder in subfolders { try search(folder, within: subfolder, into: &found) }
  }

  private static func entries(
    of path: String
  ) throws(DataError) -> [(name: String, isFolder: Bool)] {
    guard let stream = unsafe opendir(path) else { throw InputFile.lastError(path) }
    defer { unsafe closedir(stream) }
    var entries: [(name: String, isFolder: Bool)] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      let name = String(decoding: bytes, as: UTF8.self)
      guard !name.hasPrefix(".") else { continue }
      var status = stat()
      // By its bytes: a name need not be UTF-8.
      let found = unsafe fstatat(
        dirfd(stream), bytes.map(CChar.init(bitPattern:)) + [0], &status, AT_SYMLINK_NOFOLLOW)
      guard found == 0 else { throw InputFile.lastError(path + name) }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      guard !isFolder && !isImage(name) || String(validating: bytes, as: UTF8.self) != nil else {
        throw .unreadable(
          path: path + name,
          reason: "its name is not UTF-8; rename it, or all at once: "
            + "convmv -r -f latin1 -t utf8 --notest FOLDER")
      }
      entries.append((name, isFolder))
      errno = 0
    }
    guard errno == 0 else { throw InputFile.lastError(path) }
    return entries
  }
}
