"""Make the documents of many letters in processes of this machine."""
