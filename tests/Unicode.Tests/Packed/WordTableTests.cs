using System.Text;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Tests.Packed;

public sealed class WordTableTests
{
    private readonly Random _random = Seeded.Random();

    public static TheoryData<string> Tables => [.. All().Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_word_is_found(string name)
    {
        var table = Table(name);
        Assert.True(table.Count > 0);
        for (var number = 0; number < table.Count; number++)
            Assert.Equal(number, table.Find(table.Word(number)));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void What_differs_by_a_letter_is_found_only_if_it_is_a_word_too(string name)
    {
        var table = Table(name);
        var known = Enumerable.Range(0, table.Count).ToDictionary(number => Convert.ToHexString(table.Word(number)));
        for (var number = 0; number < table.Count; number++)
        {
            var word = table.Word(number).ToArray();
            var changed = word.ToArray();
            changed[_random.Next(word.Length)] = (byte)_random.Next(256);
            byte[][] others =
                [changed, word[..^1], word[1..], [.. word, (byte)'A'], [.. word, 0], [(byte)'A', .. word], [.. word, .. word]];
            foreach (var other in others)
                Assert.Equal(known.GetValueOrDefault(Convert.ToHexString(other), -1), table.Find(other));
        }
    }

    [Fact]
    public void A_word_with_the_hash_of_another_is_not_taken_for_it()
    {
        var table = Table("names");
        var slots = WordSlots.CountFor(table.Count);
        var known = Enumerable.Range(0, table.Count).Select(number => Key(WordSlots.Hash(table.Word(number)), slots)).ToHashSet();
        var stranger = new byte[9];
        // Lower case is in no word of a name. One in some 8,000 has place and part of a word's hash.
        for (var found = 0; found < 40;)
        {
            for (var index = 0; index < stranger.Length; index++)
                stranger[index] = (byte)_random.Next('a', 'z' + 1);
            if (!known.Contains(Key(WordSlots.Hash(stranger), slots)))
                continue;
            found++;
            Assert.Equal(-1, table.Find(stranger));
        }

        static (int Place, int Part) Key(ulong hash, int slots) => (WordSlots.Place(hash, slots), WordSlots.Part(hash));
    }

    [Fact]
    public void Hostile_words_are_not_found()
    {
        var table = Table("names");
        byte[][] words =
        [
            [], [0], [0xFF], new byte[7], new byte[8], new byte[9], new byte[100_000], [.. Enumerable.Repeat((byte)'A', 1_000_000)],
            [.. "CAT"u8, .. new byte[5]], "cat"u8.ToArray(), [.. "CAT"u8, 0xC3],
            [.. Enumerable.Repeat("CAT"u8.ToArray(), 10_000).SelectMany(word => word)],
        ];
        foreach (var word in words)
            Assert.Equal(-1, table.Find(word));
        Assert.NotEqual(-1, table.Find("CAT"u8));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_words_of_a_prefix_are_those_that_begin_so(string name)
    {
        var table = Table(name);
        for (var round = 0; round < 20; round++)
        {
            var word = table.Word(_random.Next(table.Count));
            var prefix = word[.._random.Next(1, word.Length + 1)].ToArray();
            var numbers = Enumerable.Range(0, table.Count).Where(number => table.Word(number).StartsWith(prefix)).ToArray();
            Assert.Equal(numbers[0]..(numbers[^1] + 1), table.FindPrefix(prefix));
        }
    }

    private static WordTable Table(string name) => All().First(each => each.Name == name).Words;

    private static IEnumerable<(string Name, WordTable Words)> All()
    {
        var pack = Pack.Embedded;
        var languages = pack.Texts(PackSection.Languages);
        yield return ("names", pack.Words(PackSection.NameVocabulary));
        yield return ("aliases", pack.Words(PackSection.AliasVocabulary));
        for (var language = 0; language < languages.Count; language++)
            yield return (Encoding.UTF8.GetString(languages[language]), pack.Keywords(language).Words);
    }
}
