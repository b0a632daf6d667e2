"""The latency lab, as a feature: what it needs of the program, and its end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from core.lab.history import Answer
    from core.prices import Prices
    from core.providers.base import Provider, ProviderSpec
    from gui.lab.window import LabWindow
    from gui.parts import Parts


class Laboratory(QObject):
    """Nothing of it exists before it is first opened."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._window: LabWindow | None = None
        self._prices: Prices | None = None
        parts.actions.on("lab", self.open)

    @property
    def window(self) -> LabWindow:
        """Made when it is asked for."""
        if self._window is None:
            from gui.lab.services import Services
            from gui.lab.window import LabWindow

            parts = self._parts
            services = Services(
                answers=self._answers,
                providers=lambda: list(parts.registry().specs.values()),
                models=lambda provider: [item.key for item in parts.answerers.models(provider)],
                choice=self._choice,
                connect=self._connect,
                prices=self._known_prices,
                spawn=parts.spawn,
            )
            self._window = LabWindow(parts.theme, services, parts.window)
        return self._window

    def open(self) -> None:
        window = self.window
        window.show()
        window.raise_()
        window.activateWindow()

    async def aclose(self) -> None:
        """Stop an experiment that runs; the program awaits its task."""
        if self._window is not None:
            self._window.experiment.cancel()
            self._window.hide()

    async def _answers(self, since: float) -> list[Answer]:
        from core.lab.history import read_answers

        store = self._parts.keeper.store
        if store is None:
            return []
        reader = store.new_reader()  # the list and the search need not wait for it
        try:
            return await reader.run(partial(read_answers, since=since))
        finally:
            await reader.aclose()

    async def _connect(self, spec: ProviderSpec) -> Provider:
        await self._parts.warmup.ready(spec.protocol)
        return await self._parts.provider(spec)

    def _choice(self) -> tuple[str, str]:
        current = self._parts.book.current
        return (current.choice.provider, current.choice.model) if current is not None else ("", "")

    def _known_prices(self) -> Prices:
        if self._prices is None:
            self._prices = self._parts.shelves.prices()
        return self._prices
