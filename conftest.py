"""What every test may use: the people of every story (sara, omar, carla, piero, paola, …)."""

pytest_plugins = ["aia.access.tests.personas"]
