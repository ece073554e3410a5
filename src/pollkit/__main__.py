import sys

from pollkit.app import main

if __name__ == "__main__":
    sys.exit(main())
