"""Where people are reached: the lines of their addresses, and the countries that these lie in."""
