"""Prints the figures of a run as Markdown and draws the load curve.

    report.py RESULTS
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

RESULTS = Path(sys.argv[1])
PEERS = {"Fashion-MNIST 32": "fashion-mnist-32", "CIFAR-10 64": "cifar-10-64"}


def table(header: list[str], rows: list[list[str]]):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def scoring(network: dict, peer: dict | None):
    rates = {(row["workers"], row["batch"]): row for row in network["scoring"]}
    products = {row["workers"]: row for row in network["products"]}
    workers = sorted(products)
    print(f"### {network['name']}\n")
    print(f"{network['multiply_adds_per_frame'] / 1e6:.1f} M multiply-adds a frame, "
          f"{network['allocations_per_frame']:g} heap allocations a frame.\n")
    rows = []
    for (count, batch), row in sorted(rates.items()):
        rate = row["frames_per_second"]
        rows.append([str(count), str(batch), f"{rate:.1f}", f"{row['p50_milliseconds']:.2f}",
                     f"{row['p99_milliseconds']:.2f}",
                     f"{rate / products[count]['frames_per_second']:.0%}"])
    for count in workers:
        rows.append([str(count), "products alone, 8",
                     f"{products[count]['frames_per_second']:.1f}", "", "",
                     f"{products[count]['gigaflops']:.0f} GFLOP/s"])
    table(["workers", "micro-batch", "frames/s", "p50 ms", "p99 ms", "of the products alone"], rows)
    most = workers[-1]
    best = max(rates[most, batch]["frames_per_second"] for batch in (8, 16, 32))
    print(f"- {most} workers over one, micro-batch 8: "
          f"{rates[most, 8]['frames_per_second'] / rates[1, 8]['frames_per_second']:.2f}")
    if peer:
        fastest = max(peer["scoring"].values())
        print(f"- {most} workers over the fastest form in PyTorch: {best / fastest:.2f}")
        print(f"- training: {network['training_frames_per_second']:.0f} frames/s, over PyTorch's "
              f"{peer['training']:.0f}: "
              f"{network['training_frames_per_second'] / peer['training']:.2f}")
    else:
        print(f"- training: {network['training_frames_per_second']:.0f} frames/s")
    if "fit_seconds" in network:
        print(f"- fitting 10,000 frames, eigendecompositions included: "
              f"{network['fit_seconds']:.0f} s")
    print()
    table(["products, micro-batch 8, one core", "of all multiply-adds", "OpenBLAS GFLOP/s",
           "panels GFLOP/s"],
          [[part["name"], f"{part['share']:.1%}", f"{part['openblas_gigaflops']:.0f}",
            f"{part['panels_gigaflops']:.0f}"] for part in network["parts"]])
    if peer:
        table(["PyTorch", "frames/s"],
              [[form, f"{rate:.1f}"] for form, rate in peer["scoring"].items()])


def daemon(report: dict):
    print("### rosed\n")
    print(f"- start to READY with the default bundle: {report['start_seconds']:.2f} s")
    print(f"- with a CIFAR-10 64 bundle: start {report['cifar_start_seconds']:.2f} s, resident "
          f"{report['cifar_resident_mb']:.0f} MB, at most {report['cifar_peak_mb']:.0f} MB\n")
    table(["offered frames/s", "scored/s", "dropped", "latency p50 ms", "p99 ms"],
          [[f"{row['offered']:g}", f"{row['scored']:.0f}", str(row["dropped"]),
            f"{row['p50_ms']:.1f}", f"{row['p99_ms']:.1f}"] for row in report["load"]])


def picture(load: list[dict]):
    offered = [row["offered"] for row in load]
    plt.rcParams.update({"svg.fonttype": "none", "font.family": "sans-serif"})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    left.plot(offered, [row["p99_ms"] for row in load], "o-", label="p99")
    left.plot(offered, [row["p50_ms"] for row in load], "o-", label="p50")
    left.set(xlabel="offered frames/s", ylabel="latency, ms", yscale="log")
    left.legend(frameon=False)
    right.plot(offered, offered, ":", color="grey", label="offered")
    right.plot(offered, [row["scored"] for row in load], "o-", label="scored")
    right.set(xlabel="offered frames/s", ylabel="frames/s")
    right.legend(frameon=False)
    figure.savefig(RESULTS / "load.svg")
    figure.savefig(RESULTS / "load.png", dpi=110)


def main():
    engine = json.loads((RESULTS / "engine.json").read_text())
    pytorch = json.loads((RESULTS / "pytorch.json").read_text())
    report = json.loads((RESULTS / "daemon.json").read_text())
    print(f"{engine['processor']}, {engine['cores']} cores; commit {engine['commit']}; median of "
          f"{engine['runs']} runs of {engine['seconds_per_run']:g} s"
          + (f"; PyTorch {pytorch['version']}" if pytorch else "") + "\n")
    for network in engine["networks"]:
        scoring(network, pytorch.get("networks", {}).get(PEERS[network["name"]]))
    daemon(report)
    picture(report["load"])


if __name__ == "__main__":
    main()
