"""Runs pytorch_peer.py in all its forms and prints one JSON object; empty without torch.

    pytorch.py PYTHON [--quick]
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PEER = Path(__file__).with_name("pytorch_peer.py")


def rate(python: str, *arguments, processes: int = 1) -> float:
    """Frames a second of all processes together, each measured while the others run."""
    running = [subprocess.Popen([python, str(PEER), *map(str, arguments)],
                                stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return sum(float(process.communicate()[0]) for process in running)


def main():
    python, seconds = sys.argv[1], 1 if "--quick" in sys.argv else 4
    version = subprocess.run([python, "-c", "import torch; print(torch.__version__)"],
                             capture_output=True, text=True)
    if version.returncode != 0:
        print("{}")
        return
    cores = len(os.sched_getaffinity(0))
    networks = {}
    for network in ["fashion-mnist-32", "cifar-10-64"]:
        print(f"PyTorch, {network}", file=sys.stderr)
        forms = {f"{form}, micro-batch {batch}": rate(python, network, form, batch, cores, seconds)
                 for form in ["rotated", "factored"] for batch in [1, 8, 32]}
        forms[f"factored, micro-batch 8, {cores} processes of one thread"] = rate(
            python, network, "factored", 8, 1, seconds, processes=cores)
        networks[network] = {"scoring": forms,
                             "training": rate(python, network, "train", 64, cores, seconds)}
    print(json.dumps({"version": version.stdout.strip(), "networks": networks}, indent=1))


if __name__ == "__main__":
    main()
