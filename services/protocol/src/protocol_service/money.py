"""Money: whole kuruş, and rates in ten-thousandths, as the Central Bank publishes them with four decimals."""

CURRENCIES = ["TRY", "EUR", "USD", "GBP", "CHF"]
OF_LIRA = 10_000
"""The rate of the lira to itself."""


def in_kurus(amount, rate):
    """What an amount in the hundredth of a currency is in kuruş at this rate, half a kuruş upwards."""
    return (amount * rate + OF_LIRA // 2) // OF_LIRA


def lira(kurus):
    """An amount as people read it: ``1.150,00``."""
    whole, rest = divmod(abs(kurus), 100)
    return f"{'-' * (kurus < 0)}{whole:,}".replace(",", ".") + f",{rest:02}"
