using System.Text;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Tests.Packed;

public sealed class WordSlotsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void Every_word_stands_where_a_search_passes_and_every_search_ends(int count)
    {
        var words = Enumerable.Range(0, count).Select(number => Encoding.ASCII.GetBytes($"WORD{number}")).ToList();
        Check(words, WordSlots.Build(words));
    }

    [Fact]
    public void Words_that_all_belong_into_the_last_slot_go_on_at_the_first()
    {
        const int count = 40;
        var slots = WordSlots.CountFor(count);
        var words = Enumerable.Range(0, int.MaxValue).Select(number => Encoding.ASCII.GetBytes($"WORD{number}"))
            .Where(word => WordSlots.Place(WordSlots.Hash(word), slots) == slots - 1).Take(count).ToList();
        var built = WordSlots.Build(words);
        Check(words, built);
        Assert.Equal([count - 1, 0], new[] { WordSlots.NumberOf(built[count - 2]), WordSlots.NumberOf(built[^1]) });
    }

    [Fact]
    public void Every_byte_of_a_word_and_its_length_count()
    {
        for (var length = 1; length <= 40; length++)
        {
            var word = new byte[length];
            var hashes = new HashSet<ulong> { WordSlots.Hash(word), WordSlots.Hash(new byte[length - 1]) };
            for (var index = 0; index < length; index++)
            {
                word[index] = 1;
                hashes.Add(WordSlots.Hash(word));
                word[index] = 0;
            }

            Assert.Equal(length + 2, hashes.Count);
        }
    }

    [Fact]
    public void The_words_of_names_are_spread_evenly()
    {
        var table = Pack.Embedded.Words(PackSection.NameVocabulary);
        var slots = Pack.Embedded.Numbers<uint>(PackSection.NameSlots).Span;
        Assert.Equal(WordSlots.CountFor(table.Count), slots.Length);
        var (longest, row) = (0, 0);
        foreach (var slot in slots)
        {
            row = slot == 0 ? 0 : row + 1;
            longest = Math.Max(longest, row);
        }

        // The longest row is what the worst word costs. Of chance alone it is about 30; a hash that leaves letters out had 180.
        Assert.InRange(longest, 1, 60);
    }

    private static void Check(List<byte[]> words, uint[] slots)
    {
        Assert.Contains(0U, slots);
        Assert.Equal(words.Count, slots.Count(slot => slot != 0));
        for (var number = 0; number < words.Count; number++)
        {
            var hash = WordSlots.Hash(words[number]);
            var place = WordSlots.Place(hash, slots.Length);
            while (WordSlots.NumberOf(slots[place]) != number)
            {
                Assert.NotEqual(0U, slots[place]);
                place = WordSlots.Next(place, slots.Length);
            }

            Assert.Equal(WordSlots.Part(hash), WordSlots.PartOf(slots[place]));
        }
    }
}
