"""How long does a page take when the register is full? What `manage.py bench` builds, measures and judges."""
