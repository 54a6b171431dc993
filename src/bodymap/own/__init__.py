"""What the therapist knows beyond the shipped records: notes, doses, X's and zones of their own, kept apart and shown as theirs."""
