internal import FoundationEssentials

/// The target that the environment names, made at the first input.
nonisolated(unsafe) private var target = chosenTarget()

private func chosenTarget() -> any FuzzTarget {
  let name = ProcessInfo.processInfo.environment["ROSED_FUZZ_TARGET"] ?? ""
  guard let choice = FuzzTargetName(rawValue: name) else {
    let names = FuzzTargetName.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("ROSED_FUZZ_TARGET is \"\(name)\"; expected one of \(names)")
  }
  do { return try choice.type.init() } catch { fatalError("\(name): \(error)") }
}

/// Feeds the target with one input; libFuzzer calls it, from one thread.
@_cdecl("rosed_fuzz")
public func feedTarget(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  unsafe target.feed(bytes)
  return 0
}
