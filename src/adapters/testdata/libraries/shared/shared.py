"""What libraries share: neither a module nor a program."""
