# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers in Python do what the workloads say. Exit 77, a skip, where one lacks its module and no other is wrong."""
import sys

sys.path.insert(0, 'bench/peers')
from peers import FEW, WORKLOADS, Wrong, examined, peers_in_python  # noqa: E402

absent, faults = [], []
for peer in peers_in_python():
    if peer.absent:
        absent.append(f'{peer.name}: {peer.absent}')
        continue
    for workload in WORKLOADS:
        try:
            examined(peer, workload, FEW[workload], 1)
        except Wrong as wrong:
            faults.append(str(wrong))
    peer.close()
print('\n'.join(faults + absent))
sys.exit(1 if faults else 77 if absent else 0)
