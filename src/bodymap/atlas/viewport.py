"""The map between a plate and the screen: one scale, one shift. Pure Python, so that the window can open before numpy is there."""

from dataclasses import dataclass, replace

PointXY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """`scale` in px per plate mm (> 0); `x_px`, `y_px` is where the plate's origin stands on the screen."""

    scale: float
    x_px: float
    y_px: float

    def __post_init__(self) -> None:
        if not 0 < self.scale < float("inf"):
            raise ValueError(f"scale {self.scale} is not a positive number")

    @classmethod
    def fitting(cls, bounds: tuple[float, float, float, float], size_px: tuple[float, float], *, margin_px: float = 0) -> "Viewport":
        """Return the viewport that shows the whole of `bounds` (x0, y0, x1, y1), centred, as large as it goes into `size_px`."""
        x0, y0, x1, y1 = bounds
        width_px, height_px = (max(side - 2 * margin_px, 1) for side in size_px)
        scale = min(width_px / max(x1 - x0, 1e-9), height_px / max(y1 - y0, 1e-9))
        return cls(scale, size_px[0] / 2 - scale * (x0 + x1) / 2, size_px[1] / 2 - scale * (y0 + y1) / 2)

    def to_screen(self, x: float, y: float) -> PointXY:
        """Return the screen point, in px, of a plate point."""
        return self.x_px + self.scale * x, self.y_px + self.scale * y

    def to_plate(self, x_px: float, y_px: float) -> PointXY:
        """Return the plate point of a screen point."""
        return (x_px - self.x_px) / self.scale, (y_px - self.y_px) / self.scale

    def panned(self, dx_px: float, dy_px: float) -> "Viewport":
        """The viewport after the picture moved by so many px."""
        return replace(self, x_px=self.x_px + dx_px, y_px=self.y_px + dy_px)

    def zoomed(self, factor: float, at_px: PointXY) -> "Viewport":
        """The viewport after zooming by `factor` about a screen point, which keeps its plate point."""
        x, y = self.to_plate(*at_px)
        scale = self.scale * factor
        return Viewport(scale, at_px[0] - scale * x, at_px[1] - scale * y)

    def visible(self, size_px: tuple[float, float]) -> tuple[float, float, float, float]:
        """Return the rectangle (x0, y0, x1, y1) of the plate that a screen area of `size_px` shows."""
        return (*self.to_plate(0, 0), *self.to_plate(*size_px))
