using Actors.Unicode.Index;

namespace Actors.Unicode.Tests.Index;

public sealed class SmallestTests
{
    [Fact]
    public void The_wanted_part_stands_as_in_the_sorted_list()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 2_000; round++)
        {
            // Random, ascending, descending, many alike.
            var length = random.Next(1, 300);
            var keys = Enumerable.Range(0, length).Select(index => (ulong)((round % 4) switch
            {
                0 => random.Next(),
                1 => index,
                2 => length - index,
                _ => random.Next(3),
            })).ToArray();
            var sorted = keys.Order().ToArray();
            var (from, count) = (random.Next(length + 5), random.Next(length + 5));

            Smallest.Sort(keys, from, count);

            Assert.Equal(sorted.Skip(from).Take(count), keys.Skip(from).Take(count));
            Assert.Equal(sorted, keys.Order());
        }
    }
}
