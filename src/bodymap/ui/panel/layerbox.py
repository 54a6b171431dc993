"""The layers' switches and faders, in a small box on the sheet that stays open while the body is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QSlider, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.part import accessible, label
from bodymap.ui.state import Layers
from bodymap.ui.theme import LAYERS

LAYER_NAMES = {
    "skin": phrase("Skin"),
    "superficial": phrase("Superficial muscles"),
    "intermediate": phrase("Middle muscles"),
    "deep": phrase("Deep muscles"),
    "bone": phrase("Bones"),
}


class LayerBox(QFrame):
    """One switch and one fader a layer."""

    switched = Signal(str, bool)
    faded = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        accessible(self, tr("Layers"))
        self.switches: dict[str, QCheckBox] = {}
        self.faders: dict[str, QSlider] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 6, 14, 2)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(label(tr("Layers, from outside to inside"), "caption"), 0, 0, 1, 2)
        for row, layer in enumerate(LAYERS, start=1):
            name = tr(LAYER_NAMES[layer])
            switch = QCheckBox(name)
            switch.setToolTip(tr("Switch {layer} on or off", layer=name.lower()))
            switch.clicked.connect(lambda on, layer=layer: self.switched.emit(layer, on))
            fader = QSlider(Qt.Orientation.Horizontal)
            fader.setRange(0, 100)
            fader.setPageStep(20)
            fader.setFixedWidth(150)
            fader.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            fader.setToolTip(tr("Fade {layer}", layer=name.lower()))
            accessible(fader, fader.toolTip())
            fader.valueChanged.connect(lambda value, layer=layer: self.faded.emit(layer, value / 100))
            grid.addWidget(switch, row, 0)
            grid.addWidget(fader, row, 1)
            self.switches[layer], self.faders[layer] = switch, fader

    def show_layers(self, layers: Layers) -> None:
        """Show how much of each layer is seen."""
        for index, layer in enumerate(LAYERS):
            shown = layers.shown(layer)
            self.switches[layer].setChecked(layer not in layers.off and shown > 0)
            fader = self.faders[layer]
            fader.blockSignals(True)
            fader.setValue(round(layers.opacity[index] * 100))
            fader.setEnabled(layer not in layers.off)
            fader.blockSignals(False)
