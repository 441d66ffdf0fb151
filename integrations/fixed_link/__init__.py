"""One link that stands for every session: any meeting system, nothing of which is called over the network."""
