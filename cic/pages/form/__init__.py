"""The form of a partnership and a period, as values: what is asked, where each answer belongs, what stands there."""
