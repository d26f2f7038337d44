internal import FoundationEssentials
internal import Glibc
// With a static Swift runtime the compiler finds `timeval` here first.
internal import SwiftOverlayShims

/// What the process has used of the system, from `getrusage` and its own folder in /proc.
///
/// The folder is all that the unit lets it see of /proc. A number that cannot be read is nothing.
struct ProcessUsage {
  /// Seconds of processor time of all threads, in user and system mode.
  let cpuSeconds: Double

  /// Bytes of memory that are in use and in RAM.
  let residentBytes: Int64?

  /// Bytes of address space.
  let virtualBytes: Int64?

  /// Open descriptors.
  let openDescriptors: Int?

  /// The most descriptors that may be open.
  let maximumDescriptors: Double

  /// Threads.
  let threads: Int?

  /// Reads how it is now.
  static func now() -> ProcessUsage {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let pages = words(of: "/proc/self/statm")
    let pageSize = Int64(sysconf(Int32(_SC_PAGESIZE)))
    return ProcessUsage(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      residentBytes: pages.count > 1 ? Int64(pages[1]).map { $0 * pageSize } : nil,
      virtualBytes: pages.first.flatMap { Int64($0) }.map { $0 * pageSize },
      // Less the one that the listing itself needs.
      openDescriptors: count(in: "/proc/self/fd").map { $0 - 1 },
      maximumDescriptors: limit.rlim_cur == .max ? .infinity : Double(limit.rlim_cur),
      threads: count(in: "/proc/self/task"))
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func words(of file: String) -> [Substring] {
    guard let data = FileManager.default.contents(atPath: file) else { return [] }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }

  private static func count(in folder: String) -> Int? {
    try? FileManager.default.contentsOfDirectory(atPath: folder).count
  }
}
