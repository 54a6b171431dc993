"""What a session is to the therapist: confirming, before and after, notes, the client, sessions side by side, and what is kept."""
