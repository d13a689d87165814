"""What every test may use: the people of every story (sara, omar, carla, …) and installations."""

pytest_plugins = [
    "aia.access.tests.personas",
    "tests.installation",
    "tests.browser",
    "tests.replayed",
]
