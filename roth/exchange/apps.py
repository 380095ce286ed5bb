"""The exchange room, as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "roth.exchange"
    label = "exchange"
