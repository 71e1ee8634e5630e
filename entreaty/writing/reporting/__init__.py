"""What an appeal rests on and who is asked for what, for people who must answer for it."""
