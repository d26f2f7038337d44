"""The trend of a measurement, by least squares."""


def slope(points: list[tuple[float, float]]) -> float:
    """How much y grows with each unit of x: the slope of the line of least squares."""
    count = len(points)
    assert count >= 2, f"a trend of {count} points"
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    assert spread > 0, "all points at one time"
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


def growth(points: list[tuple[float, float]], warm_up: float) -> float:
    """How much y grew along its trend, from `warm_up`, a share of the time, to the end."""
    begin = points[0][0] + warm_up * (points[-1][0] - points[0][0])
    warm = [point for point in points if point[0] >= begin]
    return slope(warm) * (warm[-1][0] - warm[0][0])
