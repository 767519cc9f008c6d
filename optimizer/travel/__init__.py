"""Travel times: one provider per file, all of them `models.travel.TravelTimes` (docs/travel.md)."""
