"""Makes journal-golden.json: entries, their canonical text and the chain of hashes, by Python's json and hashlib.

Independent of shared/journal on purpose: a serializer that checks itself against itself proves nothing.
Run: python3 test/data/journal-golden.py > test/data/journal-golden.json
"""
import hashlib
import json

APPENDS = [
    {"atMs": 1767751200000, "offsetMin": 480, "day": 20260107, "people": {}, "drafts": [
        {"type": "till.started", "data": {"runtime": "test 1", "world": "training", "previousSeq": 0}}]},
    {"atMs": 1767751201000, "offsetMin": 480, "day": 20260107, "people": {"operator": "amy"}, "drafts": [
        {"type": "shift.opened", "data": {"shiftNo": 1, "floatMinor": 9007199254740991, "currency": "HKD"}},
        {"type": "drawer.opened", "data": {"why": "float"}}]},
    {"atMs": 1767751201001, "offsetMin": 480, "day": 20260107, "people": {"operator": "amy"}, "drafts": [
        {"type": "sale.opened", "data": {"saleId": "s-1", "saleNo": 1, "shiftNo": 1, "currency": "HKD", "taxMode": "exclusive"}},
        {"type": "sale.lineAdded", "data": {
            "saleId": "s-1", "lineId": "l-1", "productId": "p \"1\"", "code": None,
            "name": {"en": "Back\\slash \"quote\" tab\t bell\x07 del\x7f line\u2028", "zhHans": "冻柠茶", "zhHant": "凍檸茶 \U0001f964"},
            "unitPriceMinor": -2250, "quantityMilli": 1500, "taxRateId": "standard", "ratePpm": 82500, "source": "typed"}}]},
    {"atMs": 1767751201001, "offsetMin": -210, "day": 20260106, "people": {"operator": "amy", "approver": "老闆"}, "drafts": [
        {"type": "sale.lineVoided", "data": {"saleId": "s-1", "lineId": "l-1", "quantityMilli": 1500, "amountMinor": 0, "reason": ""}}]},
    # Two seconds back: the till puts the step before the fact, in the same transaction.
    {"atMs": 1767751199001, "offsetMin": 0, "day": 20260107, "people": {"operator": "amy"}, "steppedBackFrom": 1767751201001, "drafts": [
        {"type": "sale.discarded", "data": {"saleId": "s-1", "amountMinor": 0, "reason": "第一"}}]},
]

prev = "0" * 64
seq = 0
for append in APPENDS:
    drafts = list(append["drafts"])
    if "steppedBackFrom" in append:
        drafts.insert(0, {"type": "clock.steppedBack", "data": {"fromMs": append["steppedBackFrom"], "toMs": append["atMs"]}})
    append["entries"] = []
    for draft in drafts:
        seq += 1
        entry = {
            "v": 1, "seq": seq, "prev": prev, "atMs": append["atMs"], "offsetMin": append["offsetMin"], "tick": seq, "day": append["day"],
            "register": "till-1", "software": "guitai 0.1.0", "operator": append["people"].get("operator", "till"), **draft}
        if "approver" in append["people"]:
            entry["approver"] = append["people"]["approver"]
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        prev = hashlib.sha256(text.encode("utf-8")).hexdigest()
        append["entries"].append({"text": text, "sha256": prev})

print(json.dumps({"register": "till-1", "software": "guitai 0.1.0", "appends": APPENDS}, indent=1, ensure_ascii=False))
