using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Actors.Silo.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Silo.Tests.Store;

/// <summary>What this executable does when a test starts it again as the process to be killed.</summary>
internal static class StoreChild
{
    public const string RoleVariable = "ACTORS_TEST_CHILD";
    public const string DirectoryVariable = "ACTORS_TEST_CHILD_DIRECTORY";
    public const string StartVariable = "ACTORS_TEST_CHILD_START";
    public const string Hold = "hold";
    public const string Write = "write";
    public const int Grains = 24;

    public static Uri Url { get; } = new("http://localhost:18080/");

    public static RecordKey Key(int grain) => new("service", "child", grain.ToString(CultureInfo.InvariantCulture));

    /// <summary>Every fifth step clears the record.</summary>
    public static byte[]? Payload(int grain, long sequence)
    {
        if (sequence % 5 == 0) return null;

        var random = new Random(HashCode(grain, sequence));
        var payload = new byte[8 + random.Next(random.Next(8) == 0 ? 60_000 : 500)];
        random.NextBytes(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload, sequence);
        return payload;
    }

    // A module initializer runs before the test platform's entry point, and blocks every other thread that wants to enter this
    // assembly: so the child must not await here, and runs none of this assembly's code elsewhere.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "This is a program's assembly; the alternative is a second project for twenty lines.")]
    internal static void RunIfChild()
    {
        var role = Environment.GetEnvironmentVariable(RoleVariable);
        if (role is null) return;

        // Exit skips what is disposed at the end of a scope that it is called in.
        using (var directory = DataDirectory.Open(Environment.GetEnvironmentVariable(DirectoryVariable)!))
        {
            if (role == Hold) HoldUntilKilled(directory);
            else WriteUntilKilled(directory, long.Parse(Environment.GetEnvironmentVariable(StartVariable)!, CultureInfo.InvariantCulture));
        }

        Environment.Exit(0);
    }

    private static void HoldUntilKilled(DataDirectory directory)
    {
        directory.Announce(Url);
        Console.Out.WriteLine("held");
        Console.In.ReadLine();
    }

    private static void WriteUntilKilled(DataDirectory directory, long sequence)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var store = new SqliteStore(
            new StoreSettings(directory.Path), new StoreMetrics(meters), TimeProvider.System, NullLogger<SqliteStore>.Instance);
        store.Start();
        var expected = new ExpectedEtag[Grains];
        for (var grain = 0; grain < Grains; grain++)
        {
            var found = store.Find(Key(grain), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            expected[grain] = found is null ? ExpectedEtag.None : ExpectedEtag.Exactly(found.Etag);
        }

        var writes = new Task<WriteOutcome>[Grains];
        for (; ; sequence++)
        {
            for (var grain = 0; grain < Grains; grain++)
            {
                writes[grain] = Payload(grain, sequence) is { } payload
                    ? store.Put(Key(grain), expected[grain], payload, CancellationToken.None)
                    : store.Clear(Key(grain), expected[grain], CancellationToken.None);
            }

            for (var grain = 0; grain < Grains; grain++)
            {
                var outcome = writes[grain].GetAwaiter().GetResult();
                if (outcome.IsConflict) throw new InvalidOperationException($"Grain {grain} conflicts at {sequence}.");
                expected[grain] = outcome.StoredEtag is { } etag ? ExpectedEtag.Exactly(etag) : ExpectedEtag.None;
                Console.Out.WriteLine($"{grain} {sequence}");
            }
        }
    }

    // Must give the same in every process, which System.HashCode does not.
    private static int HashCode(int grain, long sequence) => unchecked((grain * 7919) + (int)(sequence * 104_729));
}
