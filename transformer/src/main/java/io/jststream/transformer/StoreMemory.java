package io.jststream.transformer;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all state stores of a process together: it lies beside the heap, and by default each partition of each store
 * takes up to 100 MB for itself. Kafka Streams makes one for each store; what they share lives as long as the process.
 */
public final class StoreMemory implements RocksDBConfigSetter {
    private static final long TOGETHER = 48L * 1024 * 1024;
    private static final long OF_THEM_NOT_WRITTEN_YET = 16L * 1024 * 1024;
    private static final long OF_ONE_NOT_WRITTEN_YET = 4L * 1024 * 1024;

    /** Made with the first store: a process without one loads no native library. */
    private static final class Shared {
        static {
            RocksDB.loadLibrary();
        }

        private static final Cache CACHE = new LRUCache(TOGETHER);
        private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(OF_THEM_NOT_WRITTEN_YET, CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.WRITE_BUFFERS);
        options.setWriteBufferSize(OF_ONE_NOT_WRITTEN_YET);
        options.setMaxWriteBufferNumber(2);
    }

    /** Closes nothing: other stores go on with what they share. */
    @Override
    public void close(String store, Options options) {}
}
