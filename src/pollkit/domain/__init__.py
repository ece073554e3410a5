"""What a survey is: plain Python, without Qt, SQL, HTTP, files or a clock."""
