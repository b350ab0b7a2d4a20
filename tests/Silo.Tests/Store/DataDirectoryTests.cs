using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

public sealed class DataDirectoryTests
{
    private static readonly Uri Url = new("http://localhost:8080/");

    [Fact]
    public void Opening_creates_the_directory_with_its_parents()
    {
        using var root = new TemporaryDirectory();

        using var directory = DataDirectory.Open(Path.Combine(root.Path, "deep", "er"));

        Assert.True(Directory.Exists(directory.Path));
        Assert.True(Path.IsPathFullyQualified(directory.Path));
        // URLs with keys are stored in it.
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public void A_held_directory_is_refused_and_names_the_node_that_holds_it()
    {
        using var root = new TemporaryDirectory();
        using var holder = DataDirectory.Open(root.Path);
        holder.Announce(Url);

        var refused = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(root.Path));

        Assert.True(refused.IsHeld);
        Assert.Equal(root.Path, refused.Path);
        Assert.Contains(Url.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains("Data:Directory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_that_announced_nothing_has_no_url()
    {
        using var root = new TemporaryDirectory();
        using var holder = DataDirectory.Open(root.Path);

        Assert.True(DataDirectory.IsHeld(root.Path));
        Assert.Null(DataDirectory.FindHolder(root.Path));
        Assert.True(Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(root.Path)).IsHeld);
    }

    [Fact]
    public void Disposing_frees_the_directory_and_takes_the_announcement_back()
    {
        using var root = new TemporaryDirectory();
        var holder = DataDirectory.Open(root.Path);
        holder.Announce(Url);

        holder.Dispose();
        holder.Dispose();

        Assert.False(DataDirectory.IsHeld(root.Path));
        Assert.Null(DataDirectory.FindHolder(root.Path));
        Assert.False(File.Exists(root.File("node.json")));
        Assert.Throws<ObjectDisposedException>(() => holder.Announce(Url));
        DataDirectory.Open(root.Path).Dispose();
    }

    [Fact]
    public void Looking_creates_nothing()
    {
        using var root = new TemporaryDirectory();
        var absent = root.File("absent");

        Assert.False(DataDirectory.IsHeld(absent));
        Assert.Null(DataDirectory.FindHolder(absent));
        Assert.False(DataDirectory.IsHeld(root.Path));
        Assert.Empty(Directory.GetFileSystemEntries(root.Path));
    }

    [Fact]
    public void A_path_below_a_file_cannot_be_written_and_the_key_is_named()
    {
        using var root = new TemporaryDirectory();
        File.WriteAllText(root.File("file"), "");
        var below = Path.Combine(root.File("file"), "data");

        var refused = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(below));

        Assert.False(refused.IsHeld);
        Assert.Contains("Data:Directory", refused.Message, StringComparison.Ordinal);
        Assert.Contains(below, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nul\0inside")]
    public void A_path_that_is_none_names_the_key(string path)
    {
        var refused = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(path));

        Assert.False(refused.IsHeld);
        Assert.Contains("Data:Directory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_process_leaves_neither_a_lock_nor_a_url()
    {
        using var root = new TemporaryDirectory();
        await using var child = new ChildProcess(StoreChild.Hold, root.Path);
        Assert.Equal("held", await child.ReadLine());
        Assert.True(DataDirectory.IsHeld(root.Path));
        Assert.Equal(StoreChild.Url, DataDirectory.FindHolder(root.Path));
        Assert.True(Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(root.Path)).IsHeld);

        await child.Kill();

        Assert.True(File.Exists(root.File("node.json")));
        Assert.False(DataDirectory.IsHeld(root.Path));
        Assert.Null(DataDirectory.FindHolder(root.Path));
        using var next = DataDirectory.Open(root.Path);
        Assert.True(DataDirectory.IsHeld(root.Path));
        Assert.Null(DataDirectory.FindHolder(root.Path));
    }

    [Fact]
    public async Task A_process_that_ends_in_order_frees_the_directory()
    {
        using var root = new TemporaryDirectory();
        await using var child = new ChildProcess(StoreChild.Hold, root.Path);
        Assert.Equal("held", await child.ReadLine());

        await child.Finish();

        Assert.False(File.Exists(root.File("node.json")));
        DataDirectory.Open(root.Path).Dispose();
    }

    [Fact]
    public async Task Whoever_looks_never_keeps_a_node_from_opening()
    {
        using var root = new TemporaryDirectory();
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var lookers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!looking.IsCancellationRequested) DataDirectory.IsHeld(root.Path);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();

        for (var time = 0; time < 50; time++)
        {
            using var directory = DataDirectory.Open(root.Path);
            Assert.True(DataDirectory.IsHeld(root.Path));
        }

        await looking.CancelAsync();
        await Task.WhenAll(lookers);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"url":"relative"}""")]
    [InlineData("""{"url":"file:///etc/passwd"}""")]
    public void An_announcement_that_makes_no_sense_is_none(string content)
    {
        using var root = new TemporaryDirectory();
        using var holder = DataDirectory.Open(root.Path);
        File.WriteAllText(root.File("node.json"), content);

        Assert.Null(DataDirectory.FindHolder(root.Path));
    }

    [Fact]
    public void An_announcement_replaces_the_one_before_and_leaves_no_other_file()
    {
        using var root = new TemporaryDirectory();
        using var holder = DataDirectory.Open(root.Path);

        holder.Announce(Url);
        holder.Announce(new Uri("https://example.org:9443/base"));

        Assert.Equal(new Uri("https://example.org:9443/base"), DataDirectory.FindHolder(root.Path));
        Assert.Equal(["lock", "node.json"], Directory.GetFiles(root.Path).Select(Path.GetFileName).Order());
        Assert.Throws<ArgumentException>(() => holder.Announce(new Uri("relative", UriKind.Relative)));
    }
}
